namespace CloudSim.Net.Units;

/// <summary>Quantities as literals: <c>64.GiB</c>, <c>2.5.GHz</c>, <c>125.Milliseconds</c>.</summary>
public static class Suffixes
{
    extension(int n)
    {
        /// <summary>n bytes.</summary>
        public Bytes B => new(n);

        /// <summary>n x 1,024 bytes.</summary>
        public Bytes KiB => new(n * 1024L);

        /// <summary>n x 1,024^2 bytes.</summary>
        public Bytes MiB => new(n * 1024L * 1024);

        /// <summary>n x 1,024^3 bytes.</summary>
        public Bytes GiB => new(checked(n * 1024L * 1024 * 1024));

        /// <summary>n CPU cycles.</summary>
        public Cycles Cycles => new(n);

        /// <summary>n microseconds.</summary>
        public TimeSpan Microseconds => TimeSpan.FromMicroseconds(n);

        /// <summary>n milliseconds.</summary>
        public TimeSpan Milliseconds => TimeSpan.FromMilliseconds(n);

        /// <summary>n seconds.</summary>
        public TimeSpan Seconds => TimeSpan.FromSeconds(n);

        /// <summary>n hours.</summary>
        public TimeSpan Hours => TimeSpan.FromHours(n);

        /// <summary>n minutes.</summary>
        public TimeSpan Minutes => TimeSpan.FromMinutes(n);

        /// <summary>n Hz.</summary>
        public Frequency Hz => new(n);

        /// <summary>n x 10^9 Hz.</summary>
        public Frequency GHz => new(n * 1e9);

        /// <summary>n x 10^9 bits a second.</summary>
        public Bandwidth Gbps => new(n * 1e9 / 8);

        /// <summary>n x 10^6 bytes a second.</summary>
        public Bandwidth MBps => new(n * 1e6);

        /// <summary>n watts.</summary>
        public Watts Watts => new(n);
    }

    extension(double x)
    {
        /// <summary>x x 1,024^2 bytes, rounded.</summary>
        public Bytes MiB => new(checked((long)Math.Round(x * 1024 * 1024)));

        /// <summary>x x 1,024^3 bytes, rounded.</summary>
        public Bytes GiB => new(checked((long)Math.Round(x * 1024 * 1024 * 1024)));

        /// <summary>x CPU cycles.</summary>
        public Cycles Cycles => new(x);

        /// <summary>x microseconds, to the nearest 100 ns.</summary>
        public TimeSpan Microseconds => Durations.OfMicroseconds(x);

        /// <summary>x milliseconds, to the nearest 100 ns.</summary>
        public TimeSpan Milliseconds => Durations.OfMilliseconds(x);

        /// <summary>x seconds, to the nearest 100 ns.</summary>
        public TimeSpan Seconds => Durations.OfSeconds(x);

        /// <summary>x x 10^9 Hz.</summary>
        public Frequency GHz => new(x * 1e9);

        /// <summary>x watts.</summary>
        public Watts Watts => new(x);
    }
}
