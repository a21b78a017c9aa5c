namespace CloudSim.Net.Scheduling;

/// <summary>A member of an <see cref="ArrivalList{T}"/>.</summary>
internal interface IPlaced
{
    /// <summary>Its place there.</summary>
    int Place { get; set; }
}
