namespace CloudSim.Net.Images;

/// <summary>One step of a look-up: a layer is asked for a name.</summary>
/// <param name="Path">The name.</param>
/// <param name="Layer">The layer, counted from the top: 0 is the writable one.</param>
/// <param name="Found">What the layer has under this name; null for nothing, and then the next layer is asked.</param>
public readonly record struct LayerLookup(string Path, int Layer, EntryKind? Found);
