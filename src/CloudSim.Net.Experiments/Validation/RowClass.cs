namespace CloudSim.Net.Experiments.Validation;

/// <summary>How a row that is compared with facts came about.</summary>
public static class RowClass
{
    /// <summary>No number that went into it was chosen with its run in view.</summary>
    public const string Predicted = "predicted";

    /// <summary>A number that went into it was taken from its run, or chosen with it in view, also by trial.</summary>
    public const string Calibrated = "calibrated";

    /// <summary>It holds by arithmetic, whatever a model says.</summary>
    public const string Construction = "construction";

    /// <summary>The figure itself goes in and comes out again.</summary>
    public const string Input = "input";

    /// <summary>All of them, the one that says most about a model first.</summary>
    public static IReadOnlyList<string> All { get; } = [Predicted, Calibrated, Construction, Input];
}
