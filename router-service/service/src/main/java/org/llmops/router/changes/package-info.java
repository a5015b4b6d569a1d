/** How every change to what calls depend on is made: one at a time in a workspace, audited, and seen at once. */
@NullMarked
package org.llmops.router.changes;

import org.jspecify.annotations.NullMarked;
