"""Reading and writing the entries of other indexes: MOT's and OSAI's YAML. What an entry says is declared, never observed."""
