package org.llmops.cost.outcomes;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.Slice;
import org.llmops.platform.identity.WorkspaceId;

/** Reads what was found of answers, added up. */
@ApplicationScoped
public class ScoreReading {
    /** Of all versions of prompts that the slice is of, by the time their calls started in. */
    public Uni<Map<PromptVersion, List<MeanScore>>> byPromptVersion(
            Mutiny.Session session, WorkspaceId workspace, Slice slice) {
        String conditions = slice.scope().keySet().stream()
                .map(dimension -> " and " + dimension.label() + " = :" + dimension.label())
                .collect(Collectors.joining());
        var query = session.createNativeQuery(
                        "select prompt, prompt_version, name, cast(sum(scores) as bigint), cast(sum(value_micro) as bigint)"
                                + " from score_days where workspace = :workspace and day >= :from and day < :to"
                                + " and prompt_version > 0" + conditions
                                + " group by 1, 2, 3 order by 1, 2, 3",
                        Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("from", slice.from())
                .setParameter("to", slice.to());
        slice.scope()
                .forEach((dimension, value) -> query.setParameter(
                        dimension.label(),
                        dimension == Dimension.PROMPT_VERSION
                                ? value.isEmpty() ? (Object) 0 : Integer.valueOf(value)
                                : value));
        return query.getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> new PromptVersion((String) row[0], ((Number) row[1]).intValue()),
                                Collectors.mapping(
                                        row -> new MeanScore(
                                                (String) row[2],
                                                ((Number) row[3]).longValue(),
                                                ((Number) row[4]).longValue()),
                                        Collectors.toList()))));
    }
}
