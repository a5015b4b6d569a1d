/** Documents that say where the calls of a route go: a tree of choices with targets for leaves, and how it is written. */
@NullMarked
package org.llmops.router.routes.document;

import org.jspecify.annotations.NullMarked;
