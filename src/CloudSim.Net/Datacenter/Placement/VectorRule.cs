namespace CloudSim.Net.Datacenter.Placement;

/// <summary>How well a request and what is free on a node go together, as vectors of shares of the node's resources.</summary>
public enum VectorRule
{
    /// <summary>The larger their scalar product, the better: what is asked much is there in plenty.</summary>
    DotProduct,

    /// <summary>The shorter their difference, the better: little is left over of anything.</summary>
    Norm,
}
