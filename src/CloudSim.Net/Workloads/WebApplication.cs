using CloudSim.Net.Calibration;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>A small interpreted web application: what one request does, and what the process holds.</summary>
/// <param name="Request">Events of a mean request.</param>
/// <param name="ServiceSigma">Spread of a request's work: sigma of a log-normal factor with mean 1.</param>
/// <param name="Response">Size of a response on the network.</param>
/// <param name="Memory">Memory that the application touches.</param>
/// <param name="Image">Pages of its program and libraries.</param>
/// <param name="Sheet">The data file behind the figures.</param>
public sealed record WebApplication(WorkProfile Request, double ServiceSigma, Bytes Response, Bytes Memory, Bytes Image,
    ParameterSheet Sheet)
{
    /// <summary>Events of a mean request.</summary>
    public WorkProfile Request { get; init => field = Check.NotNull(value); } = Check.NotNull(Request);

    /// <summary>Spread of a request's work: sigma of a log-normal factor with mean 1.</summary>
    public double ServiceSigma { get; init => field = Check.Amount(value); } = Check.Amount(ServiceSigma);

    /// <summary>Size of a response on the network.</summary>
    public Bytes Response { get; init => field = Check.Memory(value); } = Check.Memory(Response);

    /// <summary>Memory that the application touches.</summary>
    public Bytes Memory { get; init => field = Check.Memory(value); } = Check.Memory(Memory);

    /// <summary>Pages of its program and libraries.</summary>
    public Bytes Image { get; init => field = Check.Memory(value); } = Check.Memory(Image);

    /// <summary>The default application.</summary>
    public static WebApplication Default { get; } = Read();

    private static WebApplication Read()
    {
        var p = ParameterSheet.Beside<WebApplication>();
        return new WebApplication(WorkProfile.From(p, "web request"), p.Ratio("service_sigma"), p.Bytes("response"), p.Bytes("memory"),
            p.Bytes("image"), p);
    }
}
