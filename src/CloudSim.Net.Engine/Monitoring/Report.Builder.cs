namespace CloudSim.Net.Engine;

/// <summary>Putting a report together.</summary>
public sealed partial class Report
{
    /// <summary>Puts a report together; each method but the last returns the builder itself.</summary>
    public class Builder
    {
        private readonly Simulation environment;
        private Report report;

        /// <summary>Starts a report.</summary>
        /// <param name="env">The simulation whose time stands in the first column.</param>
        public Builder(Simulation env)
        {
            environment = env;
            report = new Report { environment = env };
        }

        /// <summary>Adds a monitor.</summary>
        /// <param name="name">What its columns are called; not empty.</param>
        /// <param name="statistics">The monitor.</param>
        /// <param name="measure">Which statistics of it.</param>
        /// <exception cref="ArgumentException">The name is empty, or no statistics were chosen.</exception>
        /// <exception cref="ArgumentNullException">There is no monitor.</exception>
        public Builder Add(string name, INumericMonitor statistics, Measures measure = Measures.All)
        {
            if (string.IsNullOrEmpty(name))
                throw new ArgumentException("A monitor in a report must have a name.", nameof(name));
            ArgumentNullException.ThrowIfNull(statistics);
            if (measure is <= 0 or > Measures.All)
                throw new ArgumentException($"At least one measure must be chosen, and none but those ({measure}).", nameof(measure));
            report.columns.Add((name, statistics, measure));
            return this;
        }

        /// <summary>The report, which starts with the next run; the builder then starts another report of the same simulation.</summary>
        /// <exception cref="InvalidOperationException">Nothing has been added.</exception>
        public Report Build()
        {
            if (report.columns.Count == 0)
                throw new InvalidOperationException("There is nothing to report: add a monitor.");
            var built = report;
            report = new Report { environment = environment };
            built.Attach();
            return built;
        }

        /// <summary>
        /// A line for each time at which a monitor is updated, and for the start of the run: so it is unless told otherwise.
        /// </summary>
        /// <param name="withHeaders">Whether the names of the columns come first.</param>
        public Builder SetAutoUpdate(bool withHeaders = true) => Set(Mode.Auto, withHeaders);

        /// <summary>One line when a run has ended.</summary>
        /// <param name="withHeaders">Whether the names of the columns come first.</param>
        public Builder SetFinalUpdate(bool withHeaders = true) => Set(Mode.Final, withHeaders);

        /// <summary>A line for each time at which <see cref="Update"/> is called.</summary>
        /// <param name="withHeaders">Whether the names of the columns come first.</param>
        public Builder SetManualUpdate(bool withHeaders = true) => Set(Mode.Manual, withHeaders);

        /// <summary>Where it is written.</summary>
        /// <exception cref="ArgumentNullException">It is null.</exception>
        public Builder SetOutput(TextWriter output)
        {
            ArgumentNullException.ThrowIfNull(output);
            report.Output = output;
            return this;
        }

        /// <summary>A line now and then, and at the end of the run. The run then never ends by itself: give it an end.</summary>
        /// <param name="interval">The time between two lines; positive.</param>
        /// <param name="withHeaders">Whether the names of the columns come first.</param>
        /// <exception cref="ArgumentException">The interval is not positive.</exception>
        public Builder SetPeriodicUpdate(TimeSpan interval, bool withHeaders = true)
        {
            report.interval = Require.Positive(interval, nameof(interval));
            return Set(Mode.Periodic, withHeaders);
        }

        /// <summary>A line now and then, and at the end of the run. The run then never ends by itself: give it an end.</summary>
        /// <param name="interval">The time between two lines in default steps; positive.</param>
        /// <param name="withHeaders">Whether the names of the columns come first.</param>
        /// <exception cref="ArgumentException">The interval is not positive.</exception>
        public Builder SetPeriodicUpdateD(double interval, bool withHeaders = true) =>
            SetPeriodicUpdate(environment.ToTimeSpan(interval), withHeaders);

        /// <summary>What stands between two columns; the culture's list separator unless told.</summary>
        public Builder SetSeparator(string seperator)
        {
            report.separator = seperator ?? "";
            return this;
        }

        /// <summary>Whether the first column counts default steps since the start; else it is the date.</summary>
        public Builder SetTimeAPI(bool useDApi = true)
        {
            report.useDApi = useDApi;
            return this;
        }

        private Builder Set(Mode mode, bool withHeaders)
        {
            report.mode = mode;
            report.withHeaders = withHeaders;
            return this;
        }
    }
}
