using EksLint.Values;

namespace EksLint.Schemas;

/// <summary>A form of text that the tables name with <c>format</c>; each check has its source in EksLint.Values.</summary>
public enum ValueFormat
{
    /// <summary>An IPv4 or IPv6 address.</summary>
    IpAddress,

    /// <summary>An address block; host bits are accepted in most places, and mean less than they seem to.</summary>
    Cidr,

    /// <summary>The name of a container port.</summary>
    PortName,

    /// <summary>A DNS label.</summary>
    DnsLabel,

    /// <summary>A DNS subdomain.</summary>
    DnsSubdomain,

    /// <summary>A schedule of five fields.</summary>
    Cron,

    /// <summary>An Amazon resource name.</summary>
    Arn,

    /// <summary>The id of a subnet.</summary>
    SubnetId,

    /// <summary>The id of a security group.</summary>
    SecurityGroupId,

    /// <summary>The id of a VPC.</summary>
    VpcId,
}

/// <summary>Checks texts against their form.</summary>
public static class ValueFormats
{
    /// <summary>The form that a word of the tables stands for; null for one that is not known.</summary>
    internal static ValueFormat? Parse(string word) => word switch
    {
        "ip" => ValueFormat.IpAddress,
        "cidr" => ValueFormat.Cidr,
        "port-name" => ValueFormat.PortName,
        "dns-label" => ValueFormat.DnsLabel,
        "dns-subdomain" => ValueFormat.DnsSubdomain,
        "cron" => ValueFormat.Cron,
        "arn" => ValueFormat.Arn,
        "subnet-id" => ValueFormat.SubnetId,
        "sg-id" => ValueFormat.SecurityGroupId,
        "vpc-id" => ValueFormat.VpcId,
        _ => null,
    };

    /// <summary>What is wrong with a text, as the end of a sentence; null where nothing is.</summary>
    /// <param name="format">The form.</param>
    /// <param name="text">The text.</param>
    /// <param name="correction">The text that means the same without the fault, where there is one.</param>
    public static string? FindProblem(ValueFormat format, string text, out string? correction)
    {
        correction = null;
        switch (format)
        {
            case ValueFormat.Cidr:
                if (Cidr.TryParse(text, out var block) && block.HasHostBits)
                {
                    correction = block.Masked.ToString();
                    return $"it has bits set behind its prefix; the block is {correction}";
                }

                return Say("it is no address block", Cidr.Problem(text));
            case ValueFormat.IpAddress:
                return Say("it is no IP address", IpAddress.Problem(text));
            case ValueFormat.PortName:
                return Say("it is no port name", NameFormat.PortName(text));
            case ValueFormat.DnsLabel:
                return Say("it is no DNS label", NameFormat.DnsLabel(text));
            case ValueFormat.DnsSubdomain:
                return Say("it is no DNS name", NameFormat.DnsSubdomain(text));
            case ValueFormat.Cron:
                return Say("it is no schedule", CronFormat.HasTimeZone(text) ? "states a time zone, which belongs in 'timeZone'" : CronFormat.Problem(text));
            case ValueFormat.Arn:
                return IsArnWithAnyAccount(text) ? null : Say("it is no ARN", Arn.Problem(text));
            default:
                return IsIdToFillIn(text)
                    ? null
                    : Say("it is no such id", AwsResourceId.Problem(text, format switch { ValueFormat.SubnetId => "subnet", ValueFormat.VpcId => "vpc", _ => "sg" }));
        }
    }

    /// <summary>Whether UTF-8 certainly has a form, which is said of names only.</summary>
    internal static bool HasSimpleForm(ValueFormat format, ReadOnlySpan<byte> text) => format switch
    {
        ValueFormat.PortName => NameFormat.IsPortName(text),
        ValueFormat.DnsLabel => NameFormat.IsDnsLabel(text),
        ValueFormat.DnsSubdomain => NameFormat.IsDnsSubdomain(text),
        _ => false,
    };

    /// <summary>Examples name an account <c>1234</c> or <c>ACCOUNT_ID</c> that somebody is to replace: like a placeholder it is not judged.</summary>
    private static bool IsArnWithAnyAccount(string text) =>
        text.Split(':') is ["arn", "aws" or "aws-cn" or "aws-us-gov", _, _, _, not "", ..];

    /// <summary>The same for ids: <c>subnet-1234</c>, <c>vpc-xxxxxxxx</c>.</summary>
    private static bool IsIdToFillIn(string text) =>
        text.LastIndexOf('-') is > 0 and var dash
        && (text.Length - dash - 1 < 8 || text.Contains("xx", StringComparison.OrdinalIgnoreCase))
        && text.AsSpan(0, dash) is "subnet" or "vpc" or "sg";

    private static string? Say(string what, string? problem) => problem is null ? null : $"{what}: it {problem}";
}
