using CloudSim.Net.Calibration;
using CloudSim.Net.Experiments.Figures;
using CloudSim.Net.Hardware;

namespace CloudSim.Net.Tests.Experiments;

public class ConditionTests
{
    [Fact]
    public void A_host_is_named_by_what_was_bought()
    {
        Assert.Equal("Xeon Platinum 8175M, 48 cores, 384 GiB; guest of 256 MiB; 5 runs, 95 % intervals",
            Conditions.Of(HostModel.M5dMetal(Parameters.Default), "guest of 256 MiB", "", Conditions.Runs(5)));
        Assert.Equal("Xeon Platinum 8175M, 48 cores of 2 threads, 384 GiB", Conditions.Of(HostModel.M5dMetalThreads(Parameters.Default)));
    }

    [Fact]
    public void A_single_core_and_a_single_run_are_singular()
    {
        Assert.StartsWith("Pentium 4 672 (Prescott), 1 core", Conditions.Of(HostModel.Pentium4Desktop(Parameters.Default)));
        Assert.Equal("1 run, no intervals", Conditions.Runs(1));
    }
}
