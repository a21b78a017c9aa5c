namespace CloudSim.Net.Experiments.Validation.Queues;

/// <summary>What queueing theory says, times in mean services.</summary>
public static class ClosedForms
{
    /// <summary>Erlang's C: the share of requests that wait in M/M/c.</summary>
    /// <param name="servers">c.</param>
    /// <param name="load">Utilization, below 1.</param>
    public static double Delayed(int servers, double load)
    {
        // Erlang's B by its recursion, then C.
        var (offered, blocked) = (servers * load, 1.0);
        for (var n = 1; n <= servers; n++)
            blocked = offered * blocked / (n + offered * blocked);
        return blocked / (1 - load * (1 - blocked));
    }

    /// <summary>Mean response of M/M/c.</summary>
    public static double MultiServer(int servers, double load) => 1 + Delayed(servers, load) / (servers * (1 - load));

    /// <summary>Mean response of M/G/1 in order of arrival (Pollaczek and Khinchine).</summary>
    /// <param name="cv">Coefficient of variation of the service time.</param>
    /// <param name="load">Utilization, below 1.</param>
    public static double SingleServer(double cv, double load) => 1 + load * (1 + cv * cv) / (2 * (1 - load));

    /// <summary>Mean response under processor sharing, for any law of the service time.</summary>
    public static double Shared(double load) => 1 / (1 - load);

    /// <summary>A quantile of the response of M/M/1, which is exponential.</summary>
    public static double Quantile(double load, double share) => -Math.Log(1 - share) / (1 - load);

    /// <summary>
    /// Mean response of a closed network of one exponential server and users who think, by exact mean value analysis.
    /// </summary>
    /// <param name="users">N.</param>
    /// <param name="think">Mean time to think.</param>
    public static double Closed(int users, double think)
    {
        var (number, response) = (0.0, 1.0);
        for (var n = 1; n <= users; n++)
        {
            response = 1 + number;
            number = n / (think + response) * response;
        }
        return response;
    }
}
