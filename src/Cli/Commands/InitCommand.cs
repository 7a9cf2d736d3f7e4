using System.CommandLine;
using EksLint.Inputs;
using EksLint.Values;

namespace EksLint.Cli.Commands;

/// <summary><c>ekslint init</c>: writes a commented configuration file.</summary>
internal sealed class InitCommand : ICommand
{
    /// <summary>What is written: it says nothing yet, so that nothing changes.</summary>
    public static string Text { get; } =
        $$"""
        # yaml-language-server: $schema=https://raw.githubusercontent.com/ekslint/ekslint/main/ekslint.schema.json
        # The configuration of ekslint; each line can be left out. Paths count from this directory, and a pattern is made of names, '*' and '**'.
        # 'ekslint config show PATH' says what counts for a file, 'ekslint config verify' checks this one.

        # The Kubernetes version to check against. Default: that of the nearest ClusterConfig, else {{KubernetesVersion.DefaultVersion}}.
        # kubernetesVersion: "{{KubernetesVersion.DefaultVersion}}"

        # What is not linted.
        # exclude: ["**/testdata/**"]

        # Severities: error, warning, info, off, default; by id, name, prefix of ids (EKS2), category, or 'all'. The most exact counts.
        # rules:
        #   EKS2002: error
        #   Capacity: off

        # Severities for some files or objects; a later one beats an earlier one, and all beat 'rules'.
        # overrides:
        #   - files: ["legacy/**"]
        #     objects: [{kind: Service, name: "old-*", namespace: shop}]
        #     rules: {EKS2001: off}
        #     reason: retired in March

        # What exists though no manifest here holds it; '*' stands for anything.
        # externals:
        #   - {kind: ServiceAccount, namespace: shop, name: "*"}

        # What no manifest here says of the cluster.
        # cluster:
        #   serviceCidr: 172.20.0.0/16
        #   nodePortRange: 30000-32767
        #   loadBalancerController: {serviceMutatorWebhook: true}
        #   vpcCni: {prefixDelegation: true, customNetworking: false, podEni: false}

        # What is deployed together, where directories do not say it.
        # scopes:
        #   - {name: prod, files: ["envs/prod/**", "cluster/prod.yaml"]}

        # What 'ekslint --helm' renders charts with.
        # helm:
        #   - {chart: charts/shop, values: [envs/prod/shop.yaml], namespace: shop}

        """.ReplaceLineEndings("\n");

    /// <inheritdoc/>
    public Command Command { get; } = new("init", $"Write a commented {ProjectFinder.ConfigurationFile} into the working directory.");

    /// <inheritdoc/>
    public IReadOnlyList<(string CommandLine, string Meaning)> Examples => [("ekslint init", "begin a configuration; a file that is there is left alone")];

    /// <inheritdoc/>
    public int Run(ParseResult parsed, IReadOnlyList<string> operands, Host host)
    {
        if (operands.Count > 0)
            throw new UsageException("init takes no arguments");
        var path = Path.Combine(host.WorkingDirectory, ProjectFinder.ConfigurationFile);
        if (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
            throw new UsageException($"{ProjectFinder.ConfigurationFile} is there already and left as it is");

        // CreateNew: also who is quicker is not overwritten.
        using (var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        using (var text = Host.CreateWriter(stream))
            text.Write(Text);
        using var writer = Host.CreateWriter(host.Output);
        writer.WriteLine($"Wrote {ProjectFinder.ConfigurationFile}; nothing in it counts until its sign '#' is removed.");
        return ExitCode.Success;
    }
}
