namespace CloudSim.Net.Experiments.Questions;

/// <summary>What a run of the models answers.</summary>
/// <param name="Text">The closed answer: yes, no, a name, or a short list of names.</param>
/// <param name="Evidence">What the run showed, in one sentence with its counts and times.</param>
/// <param name="Trace">The run in words, one line for each thing that happened.</param>
public sealed record Answer(string Text, string Evidence, IReadOnlyList<string> Trace)
{
    /// <summary>Yes or no.</summary>
    /// <param name="yes">Which of them.</param>
    /// <param name="evidence">What the run showed.</param>
    /// <param name="trace">The run in words.</param>
    public static Answer YesNo(bool yes, string evidence, IReadOnlyList<string> trace) => new(yes ? "yes" : "no", evidence, trace);
}
