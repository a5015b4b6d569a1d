package org.llmops.router.routes;

import java.util.Optional;
import org.jboss.logging.Logger;
import org.llmops.platform.problem.Problem;
import org.llmops.router.routes.document.DocumentText;

/** A version in force as it is stored. What it means is found out where that may take its time, as conditions are compiled. */
public final class PublishedRoute {
    private static final Logger log = Logger.getLogger(PublishedRoute.class);

    private final StoredVersion version;

    PublishedRoute(StoredVersion version) {
        this.version = version;
    }

    /** Empty when it cannot be understood: the other routes of the workspace serve their calls all the same. */
    public Optional<RouteVersion> read() {
        try {
            DocumentText text = version.text();
            return Optional.of(new RouteVersion(version.name(), version.version(), text.parse()));
        } catch (Problem problem) {
            log.errorf(
                    "Route '%s' of workspace '%s' serves no calls, as its version %d cannot be read: %s",
                    version.name(), version.workspace(), version.version(), problem.detail());
            return Optional.empty();
        }
    }
}
