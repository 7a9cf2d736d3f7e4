using EksLint.Schemas;
using EksLint.Tests.Syntax;
using Xunit;

namespace EksLint.Tests.Schemas;

/// <summary>Documents that are made from the tables fit them; broken in one place, they fit everywhere but there.</summary>
public sealed class GeneratedDocumentTests
{
    private const int Documents = 2000;

    private static readonly MisfitKind[] Kinds = Enum.GetValues<MisfitKind>();

    [Fact]
    public void Valid_documents_are_accepted_and_the_broken_field_of_all_others_is_named()
    {
        var random = new Random(20261122);
        var kinds = SchemaTable.Default.ApiVersions
            .SelectMany(static apiVersion => SchemaTable.Default.KindNames(apiVersion).Select(name => SchemaTable.Default.FindKind(apiVersion, name)!))
            .Where(static kind => kind is { Type: not null, Removed: null })
            .ToArray();
        for (var i = 0; i < Documents; i++)
        {
            string valid;
            GeneratedNode root;
            Damage? damage;
            do
            {
                root = new DocumentGenerator(random).Make(kinds[random.Next(kinds.Length)]);
                valid = DocumentWriter.Write(root, random);
                damage = new DocumentBreaker(random).Break(root, Kinds[i % Kinds.Length]);
            }
            while (damage is null);
            AssertMisfits(valid, null);
            AssertMisfits(DocumentWriter.Write(root, random), damage);
        }
    }

    private static void AssertMisfits(string text, Damage? damage)
    {
        var root = Yaml.Root(text);
        var kind = SchemaTable.Default.FindKind(root["apiVersion"].Text, root["kind"].Text)!;
        var misfits = new List<Misfit>();
        new SchemaValidator(misfits.Add).ValidateObject(root, kind.Type!);

        // The tables are those of all versions: whether the target has a field is the rule's to judge.
        misfits.RemoveAll(static misfit => misfit.Kind == MisfitKind.NotInEveryVersion);

        var isRight = damage is null ? misfits.Count == 0 : misfits is [var only] && IsThat(only, damage);
        Assert.True(isRight, $"{damage?.Kind} {damage?.Field} at {damage?.Node.Key ?? damage?.Node.Field?.Name}, found: {string.Join("; ", misfits.Select(static misfit => $"{misfit.Kind} {misfit.Node.GetPath()} {misfit.Field} {misfit.Problem}"))}\n{text}");
    }

    private static bool IsThat(Misfit misfit, Damage damage) => misfit.Kind == damage.Kind && damage.Kind switch
    {
        MisfitKind.UnknownField => misfit.Node.KeySpan == damage.Node.KeySpan,
        MisfitKind.MissingField => misfit.Field!.Name == damage.Field && misfit.Node.KeySpan == damage.Node.KeySpan,
        _ => misfit.Node.HeadSpan == damage.Node.HeadSpan,
    };
}
