using CloudSim.Net.Units;

namespace CloudSim.Net.Networking.Topologies;

/// <summary>One direction of many cables: links that are made when they are first asked for.</summary>
/// <param name="count">How many.</param>
/// <param name="make">Makes the link of a number.</param>
internal sealed class Cables(int count, Func<int, Link> make)
{
    private readonly Link?[] made = new Link?[count];

    public Link this[int number] => made[number] ??= make(number);

    /// <summary>The cables of interfaces of these rates, in the direction of this name.</summary>
    public static Cables Of(IReadOnlyList<Bandwidth> nics, string direction) =>
        new(nics.Count, host => new Link($"host {host} {direction}", nics[host]));
}
