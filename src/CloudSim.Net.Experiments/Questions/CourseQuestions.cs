namespace CloudSim.Net.Experiments.Questions;

/// <summary>The questions of a course week on virtualization and containers, by topic. A topic is one file.</summary>
public static class CourseQuestions
{
    /// <summary>All of them, in the order of their numbers.</summary>
    public static IReadOnlyList<Question> All { get; } =
    [
        .. Types.All, .. CpuModes.All, .. Techniques.All, .. Generations.All, .. Unikernels.All, .. MicroVms.All, .. OsLevel.All,
        .. ImagesAndLayers.All, .. NetworksAndDocker.All,
    ];
}
