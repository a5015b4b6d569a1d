/** Price documents: read and checked row by row, compared, published as immutable versions, for everyone or for one workspace. */
@NullMarked
package org.llmops.cost.catalogue;

import org.jspecify.annotations.NullMarked;
