namespace EksLint.Values;

/// <summary>Booleans as Go's strconv.ParseBool reads them: what controllers make of annotations.</summary>
/// <remarks>golang/go, src/strconv/atob.go.</remarks>
public static class GoBoolean
{
    /// <summary>Reads a boolean; no other spelling, no blanks around it.</summary>
    public static bool TryParse(string text, out bool value)
    {
        value = text is "1" or "t" or "T" or "true" or "TRUE" or "True";
        return value || text is "0" or "f" or "F" or "false" or "FALSE" or "False";
    }
}
