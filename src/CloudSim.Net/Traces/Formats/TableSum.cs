namespace CloudSim.Net.Traces.Formats;

/// <summary>The tables of all files of a reading, one after the other as if they were one, and what they are like together.</summary>
internal sealed class TableSum(TraceReading reading)
{
    private bool endsWithLineEnd = true;

    /// <summary>Rows that were read.</summary>
    public long Rows { get; private set; }

    /// <summary>Lines of no data.</summary>
    public long Comments { get; private set; }

    /// <summary>Fewest fields of a row; 0 without rows.</summary>
    public int Fewest { get; private set; }

    /// <summary>Most fields of a row.</summary>
    public int Most { get; private set; }

    /// <summary>Fields that are empty.</summary>
    public long Empty { get; private set; }

    /// <summary>Reads them.</summary>
    public void Read<T>(TraceLayout layout, Func<TraceRow, T> parse, Action<TraceRow, T> use)
    {
        foreach (var path in reading.Files)
        {
            var text = reading.Table(layout, parse, (row, value) =>
            {
                use(row, value);
                for (var i = 0; i < row.Count; i++)
                    Empty += row[i].Length == 0 ? 1 : 0;
            }, path);
            (Comments, endsWithLineEnd) = (Comments + text.Comments, endsWithLineEnd && text.EndsWithLineEnd);
            if (text.Rows > 0)
                (Fewest, Most) = (Rows == 0 ? text.FewestColumns : Math.Min(Fewest, text.FewestColumns), Math.Max(Most, text.MostColumns));
            Rows += text.Rows;
        }
    }

    /// <summary>Reports bytes.</summary>
    public void ReportBytes() => reading.Figure("bytes", reading.Files.Sum(file => new FileInfo(file).Length), "B");

    /// <summary>Reports fewest and most fields of a row.</summary>
    public void ReportColumns()
    {
        reading.Figure("columns.min", Fewest);
        reading.Figure("columns.max", Most);
    }

    /// <summary>Reports whether the last lines have an end.</summary>
    public void ReportEnd() => reading.Figure("ends_with_newline", endsWithLineEnd ? "yes" : "no");
}
