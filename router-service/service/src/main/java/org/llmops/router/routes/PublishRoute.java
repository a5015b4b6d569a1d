package org.llmops.router.routes;

import org.llmops.platform.identity.Caller;
import org.llmops.router.routes.document.DocumentText;
import org.llmops.router.routes.document.RouteDocument;

/**
 * Asks for a new version of a route.
 *
 * @param text as it was written
 * @param document what it means
 */
record PublishRoute(Caller caller, String route, DocumentText text, RouteDocument document) {}
