namespace CloudSim.Net.Engine;
/// <summary>Replaced by the engine.</summary>
public static class Marker;
