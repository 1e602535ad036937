"""The surfaces of the engines' controllers, and the uses judged beside them."""
