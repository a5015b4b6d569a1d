/** Routes: immutable versions of an ordered list of targets, and the one that is in force. */
@NullMarked
package org.llmops.router.routes;

import org.jspecify.annotations.NullMarked;
