namespace CloudSim.Net.Engine;

/// <summary>
/// The Erlang distribution of durations. As in Sim#, <c>lambda</c> is a rate written as a duration: so many seconds mean so many stages
/// a second.
/// </summary>
public class ErlangTime : Distribution<TimeSpan>
{
    private readonly Erlang seconds;

    /// <summary>With this many stages of this rate; both positive.</summary>
    /// <exception cref="ArgumentException">A number is not positive.</exception>
    public ErlangTime(int k, TimeSpan lambda)
    {
        Lambda = Require.Positive(lambda, nameof(lambda));
        seconds = new Erlang(k, lambda.TotalSeconds);
    }

    /// <summary>The number of stages.</summary>
    public int K => seconds.K;

    /// <summary>The rate of each stage: stages a second, as a number of seconds.</summary>
    public TimeSpan Lambda { get; }

    /// <summary>The mean.</summary>
    public TimeSpan Mean => TimeSpan.FromSeconds(seconds.Mean);

    /// <summary>The standard deviation.</summary>
    public TimeSpan StdDev => TimeSpan.FromSeconds(seconds.StdDev);

    /// <inheritdoc/>
    public override TimeSpan Sample(IRandom random) => TimeSpan.FromSeconds(seconds.Sample(random));

    /// <summary>One draw.</summary>
    public static TimeSpan Sample(IRandom random, int k, TimeSpan lambda) =>
        TimeSpan.FromSeconds(Erlang.Sample(random, k, lambda.TotalSeconds));
}
