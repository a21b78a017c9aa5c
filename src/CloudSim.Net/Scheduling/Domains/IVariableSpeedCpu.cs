namespace CloudSim.Net.Scheduling.Domains;

/// <summary>A CPU whose running task may change its speed.</summary>
internal interface IVariableSpeedCpu
{
    CpuTask? Running { get; }

    /// <summary>Charges the running task up to this instant, gives it the speed of now, and times the end of its work anew.</summary>
    void Retime();
}
