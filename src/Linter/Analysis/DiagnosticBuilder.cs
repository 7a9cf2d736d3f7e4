using System.Globalization;
using EksLint.CodeFixes;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Analysis;

/// <summary>A finding in the making: a rule adds what else there is to say.</summary>
public sealed class DiagnosticBuilder
{
    private const int MostPlaces = 20;

    private readonly DiagnosticDescriptor _rule;
    private readonly SourceLocation _location;
    private readonly YamlNode _node;
    private readonly ManifestObject? _manifest;
    private readonly object?[] _arguments;
    private readonly List<RelatedPlace> _related = [];
    private DiagnosticSeverity? _severity;
    private CodeFix? _fix;
    private string _hint = "";
    private string? _help;

    internal DiagnosticBuilder(DiagnosticDescriptor rule, SourceLocation location, YamlNode node, ManifestObject? manifest, object?[] arguments)
    {
        _rule = rule;
        _location = location;
        _node = node;
        _manifest = manifest;
        _arguments = arguments;
    }

    /// <summary>The place at fault.</summary>
    internal SourceLocation Location => _location;

    /// <summary>Gives the finding a lower severity than its rule's.</summary>
    public DiagnosticBuilder WithSeverity(DiagnosticSeverity severity)
    {
        _severity = severity;
        return this;
    }

    /// <summary>Names a second place; a missing node is passed over.</summary>
    public DiagnosticBuilder AlsoAt(YamlNode node, string message) => node.Exists ? AlsoAt(node.Location, message) : this;

    /// <summary>Names a second place.</summary>
    public DiagnosticBuilder AlsoAt(SourceLocation location, string message)
    {
        _related.Add(new RelatedPlace(location, message));
        return this;
    }

    /// <summary>Names further places of what is wrong: the first is the finding's own and is passed over. Of very many only some are named.</summary>
    public DiagnosticBuilder AlsoAt(IEnumerable<SourceLocation> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        foreach (var place in places.Distinct().Skip(1).Take(MostPlaces))
            AlsoAt(place, "here too");
        return this;
    }

    /// <summary>Adds to the message: <c>; …</c></summary>
    public DiagnosticBuilder WithHint(string? hint)
    {
        if (!string.IsNullOrEmpty(hint))
            _hint += "; " + hint;
        return this;
    }

    /// <summary>Says what to do, as a command.</summary>
    public DiagnosticBuilder WithHelp(string? help)
    {
        _help = help;
        return this;
    }

    /// <summary>Attaches a fix; edits that could not be made (null) mean that there is none.</summary>
    public DiagnosticBuilder WithFix(string title, FixSafety safety, params ReadOnlySpan<SourceEdit?> edits)
    {
        var made = new List<SourceEdit>(edits.Length);
        foreach (var edit in edits)
        {
            if (edit is not { } known)
                return this;
            made.Add(known);
        }

        _fix = new CodeFix(title, safety, made);
        return this;
    }

    /// <summary>Names the nearest candidate in the message and offers to write it; says nothing where none is near.</summary>
    /// <param name="node">The scalar that holds the wrong text.</param>
    /// <param name="candidates">What would have been right.</param>
    public DiagnosticBuilder DidYouMean(YamlNode node, IEnumerable<string> candidates)
    {
        var nearest = NearestName.Find(node.Text, candidates);
        return nearest is null
            ? this
            : WithHint($"did you mean '{nearest}'?").WithFix($"Replace '{Shorten(node.Text)}' with '{nearest}'", FixSafety.Offer, YamlEdit.ReplaceText(node, nearest));
    }

    /// <summary>Names the pods that a selector without a match was probably meant for; says nothing where none are near.</summary>
    public DiagnosticBuilder DidYouMean(NearMiss? miss) => miss is null ? this : WithHint(miss.Hint).AlsoAt(miss.Place, "the labels of these pods");

    /// <summary>Says what a reference to a missing object was probably meant for, and offers another name; says nothing where nothing is near.</summary>
    /// <param name="name">The scalar that names the object.</param>
    /// <param name="near">What is near.</param>
    public DiagnosticBuilder DidYouMean(YamlNode name, NearObject? near) => near switch
    {
        null => this,
        { Elsewhere: { } elsewhere } => WithHint($"there is one in namespace '{elsewhere.Namespace}'").AlsoAt(elsewhere.Root["metadata"u8]["name"u8], "the one in the other namespace"),
        _ => DidYouMean(name, [near.Name]),
    };

    /// <summary>Names what was probably meant in the message and offers to write it at all places.</summary>
    /// <param name="wrong">The part of a text that is wrong.</param>
    /// <param name="nearest">What would have been right.</param>
    /// <param name="places">Where the wrong part stands.</param>
    public DiagnosticBuilder DidYouMean(string wrong, string nearest, IEnumerable<SourceLocation> places) =>
        WithHint($"did you mean '{nearest}'?").WithReplacement(wrong, nearest, places);

    /// <summary>Offers to replace a part of a text at all places where it stands.</summary>
    /// <param name="wrong">The part.</param>
    /// <param name="right">What takes its place.</param>
    /// <param name="places">Where it stands.</param>
    public DiagnosticBuilder WithReplacement(string wrong, string right, IEnumerable<SourceLocation> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        return WithFix($"Replace '{Shorten(wrong)}' with '{right}'", FixSafety.Offer, [.. places.Distinct().Select(place => YamlEdit.ReplacePart(place, wrong, right))]);
    }

    /// <summary>Cuts a text from a stranger's file to a length that fits a message.</summary>
    internal static string Shorten(string text)
    {
        const int longest = 120;
        return text.Length <= longest ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest), "…");
    }

    /// <summary>Makes the finding, or null where its rule is off in its place; what it says of a Secret shows none of its values.</summary>
    internal ManifestDiagnostic? Build(RuleSettings settings, SecretMasks secrets)
    {
        var given = settings.SeverityOf(_rule, _location.File, _manifest);
        if (given is ReportDiagnostic.Suppress or ReportDiagnostic.Hidden)
            return null;
        var severity = given switch
        {
            ReportDiagnostic.Error => DiagnosticSeverity.Error,
            ReportDiagnostic.Warn => DiagnosticSeverity.Warning,
            ReportDiagnostic.Info => DiagnosticSeverity.Info,
            _ => _severity ?? _rule.DefaultSeverity,
        };
        var location = _location.ToOrigin();
        for (var i = 0; i < _arguments.Length; i++)
            _arguments[i] = Hide(_arguments[i], secrets);
        var related = _related.ConvertAll(place =>
        {
            var origin = place.Location.ToOrigin();
            return new RelatedPlace(origin, secrets.Hide(secrets.Hide(place.Message, place.Location), _location));
        });
        var fix = _fix?.InFiles();
        fix = fix is null ? null : fix with { Title = secrets.Hide(fix.Title, _location) };
        var diagnostic = Diagnostic.Create(
            _rule,
            location.ToLocation(),
            severity,
            related.Select(static place => place.Location.ToLocation()),
            properties: null,
            _arguments);
        return new ManifestDiagnostic(diagnostic, location)
        {
            Message = diagnostic.GetMessage(CultureInfo.InvariantCulture) + secrets.Hide(_hint, _location),
            Help = _help is null ? fix?.Title : secrets.Hide(_help, _location),
            Manifest = _manifest,
            Path = _manifest is not null && _node.Exists ? _node.GetPath(_manifest.Root) : "",
            Related = related,
            Fix = fix,
        };
    }

    /// <summary>An argument without secrets and of a length that fits a message; the names of the object and of the field are known anyway.</summary>
    private object? Hide(object? argument, SecretMasks secrets)
    {
        var text = Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "";
        var hidden = text == _manifest?.Name || text == _manifest?.Kind || text == _node.Key ? text : secrets.Hide(text, _location);
        return argument is string ? Shorten(hidden) : hidden == text ? argument : hidden;
    }
}
