namespace CloudSim.Net.Traces.Formats;

/// <summary>The formats of traces that can be read, one file of code each.</summary>
public static class TraceFormats
{
    /// <summary>All, in the order in which a file is tried.</summary>
    public static IReadOnlyList<TraceFormat> All { get; } =
    [
        .. OwnForm.Formats, .. OpenDcParquet.Formats, .. OpenDc.Formats, .. AzurePacking.Formats, .. WfFormat.Formats,
        .. Google2019.Formats, .. Bitbrains.Formats, .. BitbrainsEx.Formats, .. Google2011.Formats,
        .. Huawei.Formats, .. AzureFunctions2021.Formats, .. AzureFunctions2019.Formats, .. Gwf.Formats, .. Swf.Formats,
        .. Alibaba2017.Formats, .. Alibaba2018.Formats, .. AzureVm.Formats,
        .. PlanetLab.Formats,
    ];
}
