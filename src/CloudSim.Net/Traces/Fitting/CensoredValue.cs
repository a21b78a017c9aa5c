namespace CloudSim.Net.Traces.Fitting;

/// <summary>A value of which perhaps only a lower bound is known, such as the life of a guest that has not ended.</summary>
/// <param name="Value">The value; not negative.</param>
/// <param name="HasEnded">Whether this is the value itself; else it is larger.</param>
/// <param name="Limit">Above which it could not have been seen, of an ended one too; infinite if there is no such limit.</param>
public readonly record struct CensoredValue(double Value, bool HasEnded = true, double Limit = double.PositiveInfinity);
