package org.llmops.cost.reporting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.Grain;
import org.llmops.cost.rollups.Group;

/**
 * What a row's calls have in common. What the rows are not told apart by, or the calls have none of, is absent.
 *
 * @param week its Monday
 * @param month its first day
 */
@RegisterForReflection
record Traits(
        @Nullable Instant hour,
        @Nullable LocalDate day,
        @Nullable LocalDate week,
        @Nullable LocalDate month,
        @Nullable String team,
        @Nullable String app,
        @Nullable String key,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String route,
        @Nullable String prompt,
        @Nullable Integer promptVersion,
        @Nullable String operation,
        @Nullable String surface,
        @Nullable String serviceTier,
        @Nullable String region,
        @Nullable String endUser,
        @Nullable String tag) {
    static Traits of(Group group, @Nullable Grain grain) {
        String version = group.value(Dimension.PROMPT_VERSION);
        return new Traits(
                grain == Grain.HOUR ? group.start() : null,
                date(group, grain, Grain.DAY),
                date(group, grain, Grain.WEEK),
                date(group, grain, Grain.MONTH),
                value(group, Dimension.TEAM),
                value(group, Dimension.APP),
                value(group, Dimension.KEY),
                value(group, Dimension.PROVIDER),
                value(group, Dimension.MODEL),
                value(group, Dimension.ROUTE),
                value(group, Dimension.PROMPT),
                version.isEmpty() ? null : Integer.valueOf(version),
                value(group, Dimension.OPERATION),
                value(group, Dimension.SURFACE),
                value(group, Dimension.SERVICE_TIER),
                value(group, Dimension.REGION),
                value(group, Dimension.END_USER),
                value(group, Dimension.TAG));
    }

    private static @Nullable LocalDate date(Group group, @Nullable Grain grain, Grain wanted) {
        Instant start = group.start();
        return start == null || grain != wanted ? null : LocalDate.ofInstant(start, ZoneOffset.UTC);
    }

    private static @Nullable String value(Group group, Dimension dimension) {
        String value = group.value(dimension);
        return value.isEmpty() ? null : value;
    }
}
