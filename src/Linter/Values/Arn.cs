namespace EksLint.Values;

/// <summary>An Amazon Resource Name: <c>arn:aws:iam::111122223333:role/name</c>.</summary>
/// <remarks>AWS General Reference and IAM user guide, "Identify AWS resources with Amazon Resource Names (ARNs)"; aws/aws-sdk-go-v2, aws/arn/arn.go:
/// six parts, the last of which may have colons. Region and account are empty where a service has none, and may be patterns in policies.</remarks>
/// <param name="Partition">The partition: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>.</param>
/// <param name="Service">The namespace of the service.</param>
/// <param name="Region">The region, or nothing.</param>
/// <param name="Account">The account, or nothing; <c>aws</c> for what AWS itself manages.</param>
/// <param name="Resource">The resource, its type before it where it has one.</param>
public readonly record struct Arn(string Partition, string Service, string Region, string Account, string Resource)
{
    private const int Parts = 6;
    private const int AccountLength = 12;

    /// <summary>Reads an ARN.</summary>
    public static bool TryParse(string text, out Arn arn) => Read(text, out arn) is null;

    /// <summary>What is wrong with a text that should be an ARN, in words; null when nothing is.</summary>
    public static string? Problem(string text) => Read(text, out _);

    /// <summary>The ARN as it was written.</summary>
    public override string ToString() => $"arn:{Partition}:{Service}:{Region}:{Account}:{Resource}";

    private static string? Read(string text, out Arn arn)
    {
        arn = default;
        if (text.Length == 0)
            return "is empty";
        if (!text.StartsWith("arn:", StringComparison.Ordinal))
            return "does not begin with 'arn:'";
        var parts = text.Split(':', Parts);
        if (parts.Length < Parts)
            return $"has {parts.Length} parts, not six (arn:partition:service:region:account:resource)";
        arn = new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
        return arn.PartProblem();
    }

    private static bool IsPattern(string part) => part.AsSpan().IndexOfAny('*', '?') >= 0;

    private static string? CharacterProblem(string text, string part)
    {
        for (var i = 0; i < part.Length; i++)
        {
            if (!char.IsAsciiLetterLower(part[i]) && !char.IsAsciiDigit(part[i]) && part[i] != '-')
                return $"has {CharacterWords.Describe(part, i)} in the {text}";
        }

        return null;
    }

    private string? PartProblem()
    {
        if (Partition != "aws" && !Partition.StartsWith("aws-", StringComparison.Ordinal))
            return $"has the unknown partition '{CharacterWords.Excerpt(Partition)}' (known: aws, aws-cn, aws-us-gov and others that begin with 'aws-')";
        if (Service.Length == 0)
            return "has no service";
        if (Resource.Length == 0)
            return "has no resource";
        return CharacterProblem("partition", Partition)
            ?? CharacterProblem("service", Service)
            ?? (IsPattern(Region) ? null : CharacterProblem("region", Region))
            ?? (IsPattern(Account) ? null : AccountProblem())
            ?? ResourceProblem();
    }

    private string? AccountProblem()
    {
        if (Account is not [>= '0' and <= '9', ..])
            return CharacterProblem("account", Account);
        if (Account.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return $"has an account that is not a number ('{CharacterWords.Excerpt(Account)}')";
        return Account.Length == AccountLength ? null : $"has an account of {Account.Length} digits, not {AccountLength}";
    }

    private string? ResourceProblem()
    {
        var control = Resource.AsSpan().IndexOfAnyInRange('\0', '\u001f');
        if (control >= 0)
            return $"has {CharacterWords.Describe(Resource, control)} in the resource";
        return Resource[^1] == ' ' ? "ends with a blank" : null;
    }
}
