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
public sealed record WebApplication(WorkProfile Request, double ServiceSigma, Bytes Response, Bytes Memory, Bytes Image)
    : IParameterized
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

    /// <summary>Every number that it was made of.</summary>
    public IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); } = [];

    /// <summary>The default application.</summary>
    public static WebApplication Of(Parameters parameters) => parameters.Make(nameof(WebApplication), p =>
    {
        var sheet = p.Beside<WebApplication>();
        return new WebApplication(WorkProfile.From(sheet, "web request"), sheet.Ratio("service_sigma"), sheet.Bytes("response"),
            sheet.Bytes("memory"), sheet.Bytes("image")) { Uses = p.Uses };
    });
}
