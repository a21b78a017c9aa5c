namespace CloudSim.Net.Virtualization;

/// <summary>The marks of each end point, and its words for tables and plots.</summary>
public static class EndPoints
{
    /// <summary>Where the interval begins.</summary>
    public static BootMark From(this EndPoint endPoint) => endPoint switch
    {
        EndPoint.ProcessStartToInit => BootMark.ProcessStart,
        EndPoint.StartCallToInit => BootMark.StartCall,
        _ => BootMark.Request,
    };

    /// <summary>Where it ends.</summary>
    public static BootMark To(this EndPoint endPoint) => endPoint == EndPoint.RequestToReady ? BootMark.Ready : BootMark.GuestInit;

    /// <summary>In words, for titles.</summary>
    public static string Title(this EndPoint endPoint) => endPoint switch
    {
        EndPoint.ProcessStartToInit => "VMM process start to guest init",
        EndPoint.StartCallToInit => "API start call to guest init",
        _ => "request to application ready",
    };
}
