namespace CloudSim.Net.Engine;

/// <summary>Something that watches a model.</summary>
public interface IMonitor
{
    /// <summary>Whether it takes notice; while it does not, updates are ignored.</summary>
    bool Active { get; set; }

    /// <summary>What it watches, for reports.</summary>
    string Name { get; }

    /// <summary>Raised after each update.</summary>
    event EventHandler Updated;

    /// <summary>What it has seen, as text for people.</summary>
    string Summarize();
}
