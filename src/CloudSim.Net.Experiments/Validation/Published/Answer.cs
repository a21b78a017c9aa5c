using System.Globalization;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>What the simulation says about a target: numbers to compare with the published ones, or whether a statement holds.</summary>
public sealed record Answer
{
    private Answer(IReadOnlyList<double> numbers, bool? holds, string text) => (Numbers, Holds, Text) = (numbers, holds, text);

    /// <summary>The numbers, in the order of the published ones; empty for a statement.</summary>
    public IReadOnlyList<double> Numbers { get; }

    /// <summary>Whether the statement holds; null for numbers.</summary>
    public bool? Holds { get; }

    /// <summary>The answer in words or numbers, as a table shows it.</summary>
    public string Text { get; }

    /// <summary>Numbers.</summary>
    public static Answer Of(params double[] numbers) =>
        new(numbers, null, string.Join(" / ", numbers.Select(x => x.ToString("0.####", CultureInfo.InvariantCulture))));

    /// <summary>A statement: an order or a shape.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="found">What was found.</param>
    public static Answer Statement(bool holds, string found) => new([], holds, found);

    /// <summary>One number.</summary>
    public static implicit operator Answer(double number) => Of(number);
}
