using EksLint.Schemas;

namespace EksLint.Rules.Schema;

/// <summary>The misfits of which a rule of another category says more: the general rules leave them to it.</summary>
internal static class SpecificRules
{
    /// <summary>Whether another rule reports a misfit.</summary>
    public static bool Cover(Misfit misfit) => misfit.Owner is { IsBuiltIn: true } owner && (misfit.Kind, owner.Name, misfit.Field?.Name) is
        (MisfitKind.MissingField, "DaemonSetSpec" or "DeploymentSpec" or "ReplicaSetSpec" or "StatefulSetSpec", "selector") // EKS1002
        or (MisfitKind.BadFormat, "ContainerPort", "name") // EKS1006
        or (MisfitKind.BadFormat, "HorizontalPodAutoscalerSpec", "minReplicas" or "maxReplicas") // EKS1014
        or (MisfitKind.BadFormat, "CronJobSpec", "schedule") // EKS1037
        or (MisfitKind.DuplicateListKey, "ServiceSpec", "ports") // EKS2011
        or (MisfitKind.BadFormat, "ServiceSpec", "loadBalancerSourceRanges") // EKS2022, EKS2009
        or (MisfitKind.BadFormat, "ClientIPConfig", "timeoutSeconds"); // EKS2026
}
