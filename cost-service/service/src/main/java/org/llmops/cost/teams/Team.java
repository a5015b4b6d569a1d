package org.llmops.cost.teams;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A team and its applications.
 *
 * @param apps in alphabetical order
 */
@RegisterForReflection
record Team(String team, List<String> apps) {
    Team {
        apps = apps.stream().distinct().sorted().toList();
    }
}
