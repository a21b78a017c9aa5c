namespace CloudSim.Net.Datacenter.Recording;

/// <summary>Something that a <see cref="Sampler"/> samples.</summary>
internal interface ISampled
{
    /// <summary>When the next sample is due.</summary>
    DateTime Due { get; }

    /// <summary>Takes a sample; false if there is nothing more to record.</summary>
    bool Take();
}
