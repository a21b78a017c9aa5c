namespace CloudSim.Net.Engine;

/// <summary>Putting a report together.</summary>
public sealed partial class Report
{
    /// <summary>Puts a report together; each method returns the builder itself.</summary>
    public class Builder
    {
        private readonly Simulation environment;
        private readonly Report report;
        private Action start = () => { };

        /// <summary>Starts a report.</summary>
        /// <param name="env">The simulation whose time stands in the first column.</param>
        public Builder(Simulation env)
        {
            environment = env;
            report = new Report(env);
            SetAutoUpdate();
        }

        /// <summary>Adds a monitor.</summary>
        /// <param name="name">What its columns are called.</param>
        /// <param name="statistics">The monitor.</param>
        /// <param name="measure">Which statistics of it.</param>
        /// <exception cref="ArgumentException">No statistics were chosen.</exception>
        public Builder Add(string name, INumericMonitor statistics, Measures measure = Measures.All)
        {
            if ((measure & Measures.All) == 0)
                throw new ArgumentException("At least one measure must be chosen.", nameof(measure));
            report.columns.Add((name, statistics, measure));
            return this;
        }

        /// <summary>The report; updates by itself begin now.</summary>
        public Report Build()
        {
            start();
            return report;
        }

        /// <summary>A line each time that a monitor is updated.</summary>
        /// <param name="withHeaders">Whether the names of the columns come first.</param>
        public Builder SetAutoUpdate(bool withHeaders = true) => When(withHeaders, () =>
        {
            foreach (var (_, monitor, _) in report.columns)
                monitor.Updated += (_, _) => report.Update();
        });

        /// <summary>One line when a run has ended.</summary>
        /// <param name="withHeaders">Whether the names of the columns come first.</param>
        public Builder SetFinalUpdate(bool withHeaders = true) => When(withHeaders, () => environment.RunFinished += (_, _) => report.Update());

        /// <summary>A line each time that <see cref="Update"/> is called: so it is unless told otherwise.</summary>
        /// <param name="withHeaders">Whether the names of the columns come first.</param>
        public Builder SetManualUpdate(bool withHeaders = true) => When(withHeaders, () => { });

        /// <summary>Where it is written.</summary>
        public Builder SetOutput(TextWriter output)
        {
            report.Output = output;
            return this;
        }

        /// <summary>A line now and then. The run then never ends by itself: give it an end.</summary>
        /// <param name="interval">The time between two lines; positive.</param>
        /// <param name="withHeaders">Whether the names of the columns come first.</param>
        public Builder SetPeriodicUpdate(TimeSpan interval, bool withHeaders = true)
        {
            Require.Positive(interval, nameof(interval));
            return When(withHeaders, () => environment.Process(UpdateEvery(interval)));
        }

        /// <summary>A line now and then. The run then never ends by itself: give it an end.</summary>
        /// <param name="interval">The time between two lines in default steps; positive.</param>
        /// <param name="withHeaders">Whether the names of the columns come first.</param>
        public Builder SetPeriodicUpdateD(double interval, bool withHeaders = true) =>
            SetPeriodicUpdate(environment.ToTimeSpan(interval), withHeaders);

        /// <summary>What stands between two columns; a tabulator unless told.</summary>
        public Builder SetSeparator(string seperator)
        {
            report.separator = seperator;
            return this;
        }

        /// <summary>Whether the first column counts default steps since the start.</summary>
        public Builder SetTimeAPI(bool useDApi = true)
        {
            report.useDApi = useDApi;
            return this;
        }

        private Builder When(bool withHeaders, Action begin)
        {
            report.headerIsDue = withHeaders;
            start = begin;
            return this;
        }

        private IEnumerable<Event> UpdateEvery(TimeSpan interval)
        {
            while (true)
            {
                report.Update();
                yield return environment.Timeout(interval);
            }
        }
    }
}
