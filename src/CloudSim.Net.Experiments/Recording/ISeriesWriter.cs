namespace CloudSim.Net.Experiments.Recording;

/// <summary>Writes the rows of one table as they come, in bounded memory. Disposed it is whole.</summary>
internal interface ISeriesWriter<in TRow> : IDisposable
{
    /// <summary>Adds a row.</summary>
    void Add(TRow row);

    /// <summary>Closes what is open, the table not being whole: the trial has failed.</summary>
    void Abandon();
}
