namespace CloudSim.Net.Experiments.Recording;

/// <summary>How the series of a datacenter are written; see <see cref="Script.WithSeries"/>.</summary>
public enum SeriesFormat
{
    /// <summary>Text: UTF-8, LF, numbers in full, so that reading gives the same number; what does not apply is empty.</summary>
    Csv,

    /// <summary>Apache Parquet, in groups of rows; what does not apply is null.</summary>
    Parquet,
}
