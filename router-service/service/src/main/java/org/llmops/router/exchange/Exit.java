package org.llmops.router.exchange;

import org.llmops.router.routes.document.FallbackRule;

/**
 * A way on from a target that did not answer.
 *
 * @param on when it may be taken
 * @param to the position of the step it leads to, further on
 */
public record Exit(FallbackRule on, int to) {}
