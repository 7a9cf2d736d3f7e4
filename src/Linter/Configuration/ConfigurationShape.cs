namespace EksLint.Configuration;

/// <summary>What a scalar of the configuration means.</summary>
internal enum ScalarMeaning
{
    Text,
    Name,
    Boolean,
    Severity,
    KubernetesVersion,
    Cidr,
    PortRange,
    PathGlob,
}

/// <summary>What may stand at a place of the configuration: the reader checks it, and the JSON schema is written from it.</summary>
/// <param name="Description">What it is for.</param>
internal abstract record ConfigurationShape(string Description)
{
    private static readonly ConfigurationShape Paths = new ListShape("Files, by path patterns that count from the directory of this file: 'legacy/**'.", new ScalarShape("A path pattern; '*' and '**' stand for other characters.", ScalarMeaning.PathGlob));

    /// <summary>The whole file.</summary>
    public static MappingShape Root { get; } = new(
        "The configuration of ekslint. Command line, this file, .editorconfig, default: the first that says something counts.",
        [
            new("kubernetesVersion", new ScalarShape("The Kubernetes version to check against. Default: that of the nearest ClusterConfig.", ScalarMeaning.KubernetesVersion)),
            new("exclude", new ListShape("What is not linted when a directory that holds it is.", new ScalarShape("A path pattern that counts from the directory of this file.", ScalarMeaning.PathGlob))),
            new("rules", new RulesShape("Severities of rules: by id, name, prefix of ids (EKS2), category, or 'all'. The most exact counts.")),
            new(
                "overrides",
                new ListShape(
                    "Severities for some files or objects; a later one beats an earlier one, and all beat 'rules'.",
                    new MappingShape(
                        "Severities for what is in these files and is one of these objects.",
                        [
                            new("files", Paths),
                            new(
                                "objects",
                                new ListShape(
                                    "Objects; what is left out stands for anything.",
                                    new MappingShape(
                                        "Objects by kind, name and namespace.",
                                        [
                                            new("kind", new ScalarShape("The kind.", ScalarMeaning.Name)),
                                            new("name", new ScalarShape("The name; '*' stands for anything.", ScalarMeaning.Name)),
                                            new("namespace", new ScalarShape("The namespace; '*' stands for anything.", ScalarMeaning.Name)),
                                        ]))),
                            new("rules", new RulesShape("Severities of rules, as at the top."), IsRequired: true),
                            new("reason", new ScalarShape("Why.", ScalarMeaning.Text)),
                        ],
                        IsRestricted: true))),
            new(
                "externals",
                new ListShape(
                    "What exists though no manifest here holds it.",
                    new MappingShape(
                        "An object, or several.",
                        [
                            new("kind", new ScalarShape("The kind.", ScalarMeaning.Name), IsRequired: true),
                            new("namespace", new ScalarShape("The namespace; '*' stands for anything. Default: every namespace.", ScalarMeaning.Name)),
                            new("name", new ScalarShape("The name; '*' stands for anything.", ScalarMeaning.Name), IsRequired: true),
                        ]))),
            new(
                "cluster",
                new MappingShape(
                    "What no manifest here says of the cluster.",
                    [
                        new("serviceCidr", new ScalarShape("The addresses of Services: 172.20.0.0/16.", ScalarMeaning.Cidr)),
                        new("nodePortRange", new ScalarShape("The ports that Services may open on nodes: 30000-32767.", ScalarMeaning.PortRange)),
                        new(
                            "loadBalancerController",
                            new MappingShape(
                                "The AWS Load Balancer Controller.",
                                [new("serviceMutatorWebhook", new ScalarShape("Whether its webhook takes Services of type LoadBalancer over when they are created.", ScalarMeaning.Boolean))])),
                        new(
                            "vpcCni",
                            new MappingShape(
                                "The VPC CNI.",
                                [
                                    new("prefixDelegation", new ScalarShape("ENABLE_PREFIX_DELEGATION.", ScalarMeaning.Boolean)),
                                    new("customNetworking", new ScalarShape("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG.", ScalarMeaning.Boolean)),
                                    new("podEni", new ScalarShape("ENABLE_POD_ENI.", ScalarMeaning.Boolean)),
                                ])),
                    ])),
            new(
                "scopes",
                new ListShape(
                    "What is deployed together, where directories do not say it; the first scope that holds a file counts.",
                    new MappingShape(
                        "A scope.",
                        [
                            new("name", new ScalarShape("Its name.", ScalarMeaning.Name), IsRequired: true),
                            new("files", Paths, IsRequired: true),
                        ]))),
            new(
                "helm",
                new ListShape(
                    "What 'ekslint --helm' renders charts with; a chart that stands here twice is rendered twice, and one that does not once, with its own values.",
                    new MappingShape(
                        "A release of a chart.",
                        [
                            new("chart", new ScalarShape("The directory of the chart, counted from the directory of this file.", ScalarMeaning.PathGlob), IsRequired: true),
                            new("values", new ListShape("Files of values, the last one the strongest.", new ScalarShape("A file, counted from the directory of this file.", ScalarMeaning.PathGlob))),
                            new("namespace", new ScalarShape("The namespace of the release.", ScalarMeaning.Name)),
                        ]))),
        ]);
}

/// <summary>A key of a mapping.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">What stands behind it.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record ConfigurationField(string Key, ConfigurationShape Value, bool IsRequired = false);

/// <summary>A mapping with these keys and no other.</summary>
/// <param name="Description">What it is for.</param>
/// <param name="Fields">The keys.</param>
/// <param name="IsRestricted">Whether <c>files</c> or <c>objects</c> must say where it counts.</param>
internal sealed record MappingShape(string Description, IReadOnlyList<ConfigurationField> Fields, bool IsRestricted = false) : ConfigurationShape(Description);

/// <summary>A list.</summary>
internal sealed record ListShape(string Description, ConfigurationShape Item) : ConfigurationShape(Description);

/// <summary>A mapping from rules to severities.</summary>
internal sealed record RulesShape(string Description) : ConfigurationShape(Description);

/// <summary>A scalar.</summary>
internal sealed record ScalarShape(string Description, ScalarMeaning Meaning) : ConfigurationShape(Description);
