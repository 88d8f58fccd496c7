"""Every recipe for a bad input, by its id. Each writes a small release, for tests of readers and of the whole command."""

from tests.hostile import archives, gits, pickles, texts, trees, weights
from tests.hostile.recipe import Recipe

RECIPES: dict[str, Recipe] = {
    recipe.id: recipe
    for recipe in (*weights.RECIPES, *pickles.RECIPES, *archives.RECIPES, *texts.RECIPES, *trees.RECIPES, *gits.RECIPES)
}
