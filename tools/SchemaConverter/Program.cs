using System.Text.Json;
using EksLint.SchemaConverter;
using EksLint.Syntax;

const string usage = """
    usage: convert-schema openapi --version V [--table FILE] [--source TEXT] DOCUMENT...
           convert-schema crd [--table FILE] [--source TEXT] DEFINITION...
    """;

string? version = null;
string? tablePath = null;
string? source = null;
var files = new List<string>();
for (var i = 1; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--version" when i + 1 < args.Length:
            version = args[++i];
            break;
        case "--table" when i + 1 < args.Length:
            tablePath = args[++i];
            break;
        case "--source" when i + 1 < args.Length:
            source = args[++i];
            break;
        default:
            files.Add(args[i]);
            break;
    }
}

if (args is not ["openapi" or "crd", ..] || files.Count == 0 || (args[0] == "openapi" && version is null))
{
    Console.Error.WriteLine(usage);
    return 2;
}

var table = tablePath is null ? new Table() : Table.Read(File.ReadAllText(tablePath));
var changes = args[0] == "openapi" ? MergeOpenApi() : files.SelectMany(path => CrdReader.Read(table, new SourceFile(path, File.ReadAllBytes(path)))).ToList();
if (source is not null)
    table.Header.Add("source " + source);
if (tablePath is null)
{
    Console.Write(table);
    return 0;
}

File.WriteAllText(tablePath, table.ToString());
foreach (var change in changes)
    Console.WriteLine(change);
Console.WriteLine($"{tablePath}: {changes.Count} changes; a line that begins with '?' needs a look");
return 0;

IReadOnlyList<string> MergeOpenApi()
{
    var newer = OpenApiReader.Read(files.Select(static path => JsonElement.Parse(File.ReadAllBytes(path))));
    if (tablePath is not null)
        return TableMerger.Merge(table, newer, version!);
    table = newer;
    return [];
}
