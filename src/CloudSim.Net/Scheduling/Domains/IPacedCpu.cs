namespace CloudSim.Net.Scheduling.Domains;

/// <summary>A CPU whose running task may change its pace.</summary>
internal interface IPacedCpu
{
    CpuTask? Running { get; }

    /// <summary>Charges the running task up to this instant, gives it the pace of now, and times the end of its work anew.</summary>
    void Retime();
}
