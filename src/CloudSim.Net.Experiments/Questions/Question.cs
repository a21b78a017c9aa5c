namespace CloudSim.Net.Experiments.Questions;

/// <summary>A question of a course on virtualization and containers, and the run that answers it.</summary>
/// <param name="Number">Its number in the course's list, from 1.</param>
/// <param name="Topic">The part of the course that it belongs to.</param>
/// <param name="Text">The question in one sentence.</param>
/// <param name="Script">The script that goes deeper, with its options.</param>
/// <param name="Ask">
/// Runs the models and answers. It draws no random number but those of the models that it starts, from a stream of its own.
/// </param>
public sealed record Question(int Number, string Topic, string Text, string Script, Func<CourseModels, Answer> Ask)
{
    /// <summary>Number and text.</summary>
    public override string ToString() => $"{Number}. {Text}";
}
