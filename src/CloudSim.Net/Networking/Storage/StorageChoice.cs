namespace CloudSim.Net.Networking.Storage;

/// <summary>Which of several servers is asked for something.</summary>
/// <param name="name">What is asked for.</param>
/// <param name="servers">The servers, at least one.</param>
public delegate StorageServer StorageChoice(string name, IReadOnlyList<StorageServer> servers);
